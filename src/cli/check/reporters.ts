/** The forms in which `check` prints what it found. */
import { locate, type Severity } from '../../index.js'
import type { Reported } from './reported.js'
import type { ReportFormat } from '../check.js'
import type { Console } from '../output/console.js'
import { oneLineJson } from '../output/json-line.js'
import { annotation } from './github.js'
import { sarifLog } from './sarif.js'

type Reporter = (files: readonly Reported[], console: Console) => void

/** Each format by its name. */
export const reporters: Readonly<Record<ReportFormat, Reporter>> = {
  text(files, console) {
    for (const { source, diagnostics } of files) {
      for (const found of diagnostics) console.printFinding(found, source)
    }
    console.sum(summaryOf(files))
  },
  json(files, console) {
    for (const { source, diagnostics } of files) {
      for (const found of diagnostics) console.print(`${oneLineJson(locate(found, source))}\n`)
    }
  },
  sarif(files, console) {
    console.print(`${JSON.stringify(sarifLog(files), undefined, 2)}\n`)
  },
  github(files, console) {
    for (const { source, diagnostics } of files) {
      for (const found of diagnostics) console.print(`${annotation(locate(found, source))}\n`)
    }
  },
}

const severities: readonly Severity[] = ['error', 'warning', 'note']

/** `3 files: 1 error, 2 warnings, 0 notes.` */
function summaryOf(files: readonly Reported[]): string {
  const all = files.flatMap(({ diagnostics }) => diagnostics)
  const counts = severities.map((of) =>
    counted(all.filter(({ severity }) => severity === of).length, of),
  )
  return `${counted(files.length, 'file')}: ${counts.join(', ')}.`
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
