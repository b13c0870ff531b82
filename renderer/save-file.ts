/** A file for the person, through the browser's own download: the page itself can write nowhere. */

/** Offers the text as a download under this name. */
export function saveFile(document: Document, fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The download has taken its own hold of it by the time that this turn is over.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 0)
}
