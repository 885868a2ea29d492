/** Runs the tests that stand beside rules. */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { convertible, type ReadFile, type ReadRule, type SourceText } from '../../index.js'
import { readTests, type TestCase } from '../../testing/cases.js'
import { Counter, matcherOf, type Matcher } from '../../testing/matcher.js'
import { readText } from '../input/file.js'
import type { Input } from '../input/inputs.js'
import { countFile } from './events.js'
import type { Result } from './result.js'

/** The file of tests of a file of rules: `rule.test.yml` of `rule.yml` and of `rule.spl`. */
const testFileOf = (path: string): string => path.replace(/\.[^./\\]+$/, '.test.yml')

/** The results of the tests of a file of rules; undefined where it has none. */
export async function runCases(
  { path, location }: Input,
  file: ReadFile,
): Promise<readonly Result[] | undefined> {
  if (location === undefined || !existsSync(testFileOf(location))) return undefined
  const { text = '', problem } = readText(testFileOf(location))
  const source: SourceText = { path: testFileOf(path), text }
  const read = problem === undefined ? readTests(source) : { value: [], diagnostics: [problem] }
  const results: Result[] = []
  if (read.diagnostics.length > 0) {
    const problems = read.diagnostics
    results.push({ source, name: 'reading the tests', rule: path, milliseconds: 0, problems })
  }
  for (const one of read.value) {
    const started = performance.now()
    const { rule, problems } = await runCase(one, file, dirname(testFileOf(location)))
    const milliseconds = performance.now() - started
    results.push({ source, name: one.name, rule: rule?.title ?? path, milliseconds, problems })
  }
  return results
}

interface Run {
  readonly rule?: ReadRule
  readonly problems: readonly Diagnostic[]
}

async function runCase(one: TestCase, file: ReadFile, folder: string): Promise<Run> {
  const rule = ruleOf(one, file)
  const query = rule === undefined ? undefined : convertible(rule)
  if (rule === undefined || query === undefined) {
    const parameters = { path: file.source.path, rule: one.rule ?? 'there are several, or none' }
    return { problems: [diagnostic('testing/unknown-rule', parameters, one)] }
  }
  const { value: matcher, diagnostics } = matcherOf(query, one.fields)
  if (matcher === undefined) return { rule, problems: diagnostics.map((found) => at(one, found)) }
  const counter = new Counter(matcher)
  const problems = await countAll(one, folder, counter)
  if (hasErrors(problems)) return { rule, problems }
  return { rule, problems: [...problems, ...judge(one, matcher, counter)] }
}

/** The rule that is named, or the only one of the file that events can be run on. */
function ruleOf({ rule: wanted }: TestCase, { rules }: ReadFile): ReadRule | undefined {
  const candidates = rules.filter((rule) =>
    wanted === undefined
      ? convertible(rule) !== undefined
      : [rule.id, rule.title, rule.rule?.metadata.name].includes(wanted),
  )
  return candidates.length === 1 ? candidates[0] : undefined
}

/** The places of a rule are in another file than those of its tests. */
const at = ({ span }: TestCase, { message, code, severity }: Diagnostic): Diagnostic => ({
  code,
  severity,
  message,
  span,
})

/** Counts the events of a test and of its file, and says what is wrong with that. */
async function countAll(
  { events, file, span }: TestCase,
  folder: string,
  counter: Counter,
): Promise<readonly Diagnostic[]> {
  for (const event of events) counter.add(event)
  if (file === undefined) return []
  const found = await countFile(counter, { location: resolve(folder, file), path: file }, { span })
  return found.problems
}

/** The error where a rule does otherwise than is expected. */
function judge(
  { expected, span }: TestCase,
  matcher: Matcher,
  counter: Counter,
): readonly Diagnostic[] {
  const isTogether = matcher.kind === 'together'
  const count = counter.count()
  const passed =
    expected === 'match'
      ? isTogether
        ? count > 0
        : count === counter.events
      : count === (expected === 'miss' ? 0 : expected)
  if (passed) return []
  const found = isTogether
    ? `it finds ${count} among ${counter.events} events`
    : `it selects ${count} of ${counter.events} events`
  const wanted = { match: isTogether ? 'one' : 'every one', miss: 'none' }
  const parameters = {
    expected: typeof expected === 'number' ? String(expected) : wanted[expected],
    found,
  }
  return [diagnostic('testing/failed', parameters, { span })]
}
