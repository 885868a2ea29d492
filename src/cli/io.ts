/** What the command line touches of the world, so that tests can hand it another. */

/** A stream to print to. */
export interface Output {
  readonly write: (text: string) => void
  readonly isTerminal: boolean
}

/** The surroundings of a run. */
export interface Io {
  readonly stdout: Output
  readonly stderr: Output
  /** The bytes of standard input. */
  readonly stdin: () => AsyncIterable<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** The surroundings of this process. */
export const processIo = (): Io => ({
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  stdin: () => process.stdin,
  env: process.env,
  cwd: process.cwd(),
})

function outputOf(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads us has seen enough (`| head`): nothing is left to do, and nothing is wrong.
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    write: (text) => {
      stream.write(text)
    },
    isTerminal: stream.isTTY,
  }
}
