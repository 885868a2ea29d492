/** Who may import whom. The linter holds the same arrows while one types; this test knows that they hold. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { expect, test } from '@jest/globals'
import { projectRoot } from './project.js'

/** For each part of the code, the parts that it may import. A path with an extension is one file. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'src/ast': [],
  'src/regex': ['src/ast'],
  'src/diagnostics': ['src/ast'],
  'src/source': ['src/ast', 'src/diagnostics'],
  'src/grammar': ['src/ast', 'src/diagnostics'],
  'src/sigma': ['src/ast', 'src/regex', 'src/diagnostics', 'src/source', 'src/grammar'],
  'src/splunk': [
    'src/ast',
    'src/regex',
    'src/diagnostics',
    'src/source',
    'src/grammar',
    'src/fields/splunk-sources.ts',
    'src/fields/splunk-numbers.ts',
  ],
  'src/fields': ['src/ast', 'src/diagnostics'],
  'src/attack': [],
  'src/lint': [
    'src/ast',
    'src/attack',
    'src/regex',
    'src/diagnostics',
    'src/source',
    'src/grammar',
    'src/fields',
    'src/sigma/condition.ts',
    'src/sigma/values.ts',
    'src/splunk/written.ts',
    'src/splunk/places.ts',
  ],
  'src/legalise': ['src/ast', 'src/regex', 'src/diagnostics'],
  'src/print': ['src/ast', 'src/diagnostics', 'src/fields', 'src/legalise'],
  'src/link.ts': ['src/ast', 'src/diagnostics', 'src/source', 'src/sigma'],
  'src/read.ts': [
    'src/ast',
    'src/diagnostics',
    'src/source',
    'src/sigma',
    'src/splunk',
    'src/link.ts',
  ],
  'src/plan.ts': ['src/ast', 'src/diagnostics', 'src/fields', 'src/legalise', 'src/print'],
  'src/transpile.ts': ['src/ast', 'src/diagnostics', 'src/fields', 'src/print', 'src/plan.ts'],
  'src/index.ts': [
    'src/ast',
    'src/diagnostics',
    'src/source',
    'src/sigma',
    'src/splunk',
    'src/fields',
    'src/legalise',
    'src/print',
    'src/link.ts',
    'src/read.ts',
    'src/plan.ts',
    'src/transpile.ts',
  ],
  'src/events': ['src/ast'],
  'src/explain': [
    'src/ast',
    'src/diagnostics',
    'src/fields',
    'src/legalise',
    'src/print',
    'src/plan.ts',
  ],
  'src/testing': [
    'src/ast',
    'src/regex',
    'src/diagnostics',
    'src/source',
    'src/fields',
    'src/events',
  ],
  'src/cli': [
    'src/ast',
    'src/diagnostics',
    'src/source',
    'src/sigma',
    'src/splunk',
    'src/lint',
    'src/events',
    'src/testing',
    'src/explain',
    'src/read.ts',
    'src/transpile.ts',
    'src/index.ts',
    'backends/index.ts',
  ],
  'backends/sigma': [
    'src/ast',
    'src/attack',
    'src/regex',
    'src/diagnostics',
    'src/fields',
    'src/legalise',
    'src/print',
    'src/sigma/values.ts',
    'src/sigma/windash.ts',
  ],
  'backends/index.ts': ['backends', 'src/transpile.ts'],
  backends: ['src/ast', 'src/regex', 'src/diagnostics', 'src/fields', 'src/legalise', 'src/print'],
}

/** One foreign package, one home. */
const homes: Readonly<Record<string, readonly string[]>> = {
  'js-yaml': ['src/source/yaml.ts'],
  '@eslint-community': ['src/regex/parse.ts'],
  'ohm-js': ['src/grammar'],
  '#grammar': ['src/sigma', 'src/splunk'],
  handlebars: ['src/print/format.ts'],
  '#templates': ['src/print/format.ts'],
  yargs: ['src/cli'],
  re2js: ['src/testing/regexes.ts'],
  '@rgrove': ['src/events/xml.ts'],
  '#package.json': ['src/cli'],
  node: ['src/cli', 'src/print/format.ts', 'backends/sigma/uuid.ts'],
}

const within = (path: string, part: string): boolean => path === part || path.startsWith(`${part}/`)

/** The most special part that a file is of. */
const partOf = (path: string): string | undefined =>
  Object.keys(arrows)
    .filter((part) => within(path, part))
    .toSorted((a, b) => b.length - a.length)[0]

/** What follows `from`, a bare `import`, or stands in `import(…)`. */
const importsOf = (code: string): readonly string[] =>
  [
    ...code.matchAll(
      /^(?:import|export)\b(?:[^'"=;()]*?\bfrom)?\s*'([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map(([, from, loaded]) => from ?? loaded ?? '')

/** The imports of a file that it may not have. */
function forbidden(path: string, code: string): readonly string[] {
  const part = partOf(path)
  if (part === undefined) return [`${path} is of no known part`]
  return importsOf(code).filter((specifier) => {
    if (specifier.startsWith('.')) {
      const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts')
      if (partOf(target) === part) return false
      return !arrows[part]?.some((allowed) => within(target, allowed))
    }
    const name = specifier.startsWith('node:') ? 'node' : (specifier.split('/')[0] ?? '')
    return !homes[name]?.some((home) => within(path, home))
  })
}

const filesOf = (folder: string): readonly string[] =>
  readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))

test.each([...filesOf('src'), ...filesOf('backends')])('%s', (path) => {
  expect(forbidden(path, readFileSync(join(projectRoot, path), 'utf8'))).toEqual([])
})

test.each([
  ['src/ast/visit.ts', '../print/plan.js'],
  ['src/ast/visit.ts', 'node:fs'],
  ['src/ast/evaluate.ts', '../regex/parse.js'],
  ['src/regex/parse.ts', '../sigma/rule.js'],
  ['src/regex/print.ts', '@eslint-community/regexpp'],
  ['src/diagnostics/codes.ts', '../source/text.js'],
  ['src/source/text.ts', '../sigma/rule.js'],
  ['src/source/text.ts', 'js-yaml'],
  ['src/grammar/parse.ts', '../splunk/search.js'],
  ['src/sigma/rule.ts', '../splunk/search.js'],
  ['src/sigma/rule.ts', '../fields/map.js'],
  ['src/sigma/condition.ts', 'ohm-js'],
  ['src/splunk/search.ts', '../sigma/rule.js'],
  ['src/splunk/lower.ts', '../fields/log-sources.js'],
  ['src/fields/map.ts', '../legalise/legalise.js'],
  ['src/fields/map.ts', '../print/printer.js'],
  ['src/fields/families/row.ts', '../../print/printer.js'],
  ['src/legalise/rewrites/cidr.ts', '../../print/printer.js'],
  ['src/lint/rule.ts', '../sigma/rule.js'],
  ['src/lint/rule.ts', '../splunk/search.js'],
  ['src/lint/checks/one-character.ts', '../../print/printer.js'],
  ['src/sigma/rule.ts', '../lint/index.js'],
  ['src/fields/map.ts', '../lint/fields.js'],
  ['src/legalise/legalise.ts', '../fields/map.js'],
  ['src/print/printer.ts', '../read.js'],
  ['src/print/printer.ts', 'handlebars'],
  ['src/transpile.ts', '../backends/index.js'],
  ['src/transpile.ts', './sigma/rule.js'],
  ['src/index.ts', './cli/main.js'],
  ['src/index.ts', 'yargs'],
  ['backends/regex/index.ts', '../../src/sigma/rule.js'],
  ['backends/regex/index.ts', '../../src/sigma/values.js'],
  ['backends/sigma/index.ts', '../../src/sigma/rule.js'],
  ['backends/sigma/index.ts', 'node:crypto'],
  ['backends/regex/index.ts', '../../src/transpile.js'],
  ['backends/regex/index.ts', '../../src/index.js'],
])('%s must not import %s', (path, specifier) => {
  const lines = [`import x from '${specifier}'`, `import type {\n  X,\n} from '${specifier}'`]
  for (const line of lines) expect(forbidden(path, `${line}\n`)).toEqual([specifier])
})

/** What a file of an interpreter imports of what it is there to judge. */
const ofTheJudged = (path: string, code: string): readonly string[] =>
  importsOf(code).filter((specifier) => {
    if (!specifier.startsWith('.')) return /^(?:siemantic\b|#)/.test(specifier)
    const target = posix.join(posix.dirname(path), specifier)
    return !within(target, 'test/interpreters') && target !== 'test/project.js'
  })

test.each(filesOf('test/interpreters'))('%s shares nothing with the printers', (path) => {
  expect(ofTheJudged(path, readFileSync(join(projectRoot, path), 'utf8'))).toEqual([])
})

test.each([
  '../../../src/print/printer.js',
  '../../../src/ast/address.js',
  '../../../backends/splunk/strings.js',
  '../../properties/values.js',
  'siemantic',
  '#grammar/search',
])('an interpreter must not import %s', (specifier) => {
  const code = `import { x } from '${specifier}'\n`
  expect(ofTheJudged('test/interpreters/spl/search.ts', code)).toEqual([specifier])
})

test('every part exists', () => {
  const all = [...filesOf('src'), ...filesOf('backends')]
  const empty = Object.keys(arrows).filter((part) => !all.some((path) => within(path, part)))
  // The command line is the one part that a build can do without.
  expect(empty.filter((part) => part !== 'src/cli')).toEqual([])
})
