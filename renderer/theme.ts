/** The Mantine theme: the palette's tuples; grounds and inks come from styles/tokens.css. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const tuple = (text: string): MantineColorsTuple => text.split(' ') as unknown as MantineColorsTuple

export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--sans)', fontWeight: '600' },
  colors: {
    tide: tuple('#dfeef0 #c4e0e4 #a3ccd3 #6fc6d3 #3f9fae #1f8295 #0b6376 #095364 #084250 #13292e'),
    moss: tuple('#e1efe4 #c9e0cf #afd0b7 #8dc79b #5f9f70 #3f8053 #2c6a3d #225530 #2c4d35 #15261a'),
    amber: tuple('#faefd8 #f1dcb0 #e2c48a #e8b86b #c08c34 #9a6a12 #7f5000 #664000 #57461f #2b2313'),
    ember: tuple('#fbe8e4 #f3cdc6 #e5b0a6 #f49785 #d9604c #b93a28 #a82a1a #8a2216 #663129 #321c18'),
  },
  primaryColor: 'tide',
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  defaultRadius: 6,
  cursorType: 'default',
  respectReducedMotion: true,
  fontSmoothing: true,
})

const inks = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--ember)',
}

/** Mantine's own grounds and inks, from our tokens; light-dark() follows Mantine's scheme. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: inks, dark: inks })
