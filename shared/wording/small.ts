/** Words in mid-sentence that begin one elsewhere: "Survived SIGKILL" keeps its name. */
export const small = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)
