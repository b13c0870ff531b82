import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The window's bundle. Nothing in it may need more than `script-src 'self'; font-src 'self'`. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // A font as a data: address would be refused by the content security policy.
    assetsInlineLimit: 0,
    // The polyfill is an inline script; every browser that runs this knows modulepreload.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
})
