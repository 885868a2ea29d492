/** The forms in which `test` prints its results. */
import { locate } from '../../index.js'
import { oneLine } from '../../diagnostics/diagnostic.js'
import { oneLineJson } from '../output/json-line.js'
import type { Console } from '../output/console.js'
import type { ResultFormat } from '../test.js'
import type { Result } from './result.js'

type Reporter = (results: readonly Result[], console: Console) => void

const hasPassed = ({ problems }: Result): boolean => problems.length === 0

export const reporters: { readonly [F in ResultFormat]: Reporter } = {
  text: (results, console) => {
    for (const { source, name, rule, problems } of results) {
      for (const found of problems) {
        const message = `${found.message} [${oneLine(rule)}: ${oneLine(name)}]`
        console.printFinding({ ...found, message }, source)
      }
    }
  },
  json: (results, console) => {
    for (const result of results) {
      const { source, name, rule, milliseconds } = result
      const problems = result.problems.map((found) => {
        const { code, message, line, column } = locate(found, source)
        return { code, message, line, column }
      })
      const status = hasPassed(result) ? 'passed' : 'failed'
      const line = { path: source.path, rule, name, status, milliseconds, problems }
      console.print(`${oneLineJson(line)}\n`)
    }
  },
  junit: (results, console) => {
    console.print(junit(results))
  },
}

/** JUnit XML as Jenkins, GitLab and GitHub's actions read it: a suite a file. */
function junit(results: readonly Result[]): string {
  const suites = new Map<string, Result[]>()
  for (const result of results) {
    const known = suites.get(result.source.path)
    if (known === undefined) suites.set(result.source.path, [result])
    else known.push(result)
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${countsOf(results)}>`,
    ...[...suites].flatMap(([path, of]) => [
      `  <testsuite name="${attribute(path)}" ${countsOf(of)}>`,
      ...of.flatMap(caseLines),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n')
}

const countsOf = (results: readonly Result[]): string => {
  const time = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  const failures = results.filter((result) => !hasPassed(result)).length
  return `tests="${results.length}" failures="${failures}" errors="0" time="${secondsOf(time)}"`
}

const secondsOf = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

function caseLines(result: Result): readonly string[] {
  const { source, name, rule, milliseconds } = result
  const head = `    <testcase name="${attribute(name)}" classname="${attribute(rule)}" time="${secondsOf(milliseconds)}"`
  if (hasPassed(result)) return [`${head}/>`]
  const failures = result.problems.map((found) => {
    const { message, line, column, code } = locate(found, source)
    const place = `${source.path}:${line}:${column}`
    return `      <failure type="${code}" message="${attribute(message)}">${attribute(place)}</failure>`
  })
  return [`${head}>`, ...failures, '    </testcase>']
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Text of an attribute or an element: on one line, and without what XML does not allow. */
const attribute = (text: string): string =>
  oneLine(text)
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? character)
    .replaceAll(
      /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uFFFE\uFFFF]/g,
      '\uFFFD',
    )
