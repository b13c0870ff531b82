/** Fonts and style sheets of the window, in their order. Imported for its effect. */
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './styles/all.css'
