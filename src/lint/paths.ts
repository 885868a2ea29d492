/** Paths of files. */

/** What follows the last separator. */
export const fileNameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
