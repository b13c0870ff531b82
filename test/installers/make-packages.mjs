/** Makes the deb and the rpm around a stub: `make-packages.mjs ROOT NATIVE OUTPUT ELECTRON`. */
import { makeInstallers } from '../../build/installers/make-installers.mjs'

const [root = '', native = '', output = '', electronDist = ''] = process.argv.slice(2)
const made = await makeInstallers({ root, native, output, electronDist, wanted: ['deb', 'rpm'] })
console.log(JSON.stringify(made))
