/** What `convert` is asked for, checked: every mistake of a call comes at once. */
import { resolve } from 'node:path'
import {
  diagnostic,
  hasErrors,
  type Diagnostic,
  type Result,
} from '../../diagnostics/diagnostic.js'
import { didYouMean } from '../../diagnostics/suggest.js'
import type { Backend, MacroSet } from '../../index.js'
import { findInputs, type Input } from '../input/inputs.js'
import { readMacros } from '../input/macros.js'
import type { Io } from '../io.js'
import type { Console } from '../output/console.js'
import { loadTarget, targetNames } from '../targets.js'
import { UsageError } from '../usage.js'

/** The command line of `convert`. */
export interface ConvertArguments {
  readonly paths: readonly string[]
  /** Names, some of them joined by commas. */
  readonly targets: readonly string[]
  readonly format: string | undefined
  readonly out: string | undefined
  readonly json: boolean
  readonly accept: 'exact' | 'wider' | 'any'
  readonly skipRefused: boolean
  /** `name=value` each. */
  readonly options: readonly string[]
  readonly macros: readonly string[]
}

/** A target with what is asked of it. */
export interface Target {
  readonly backend: Backend
  readonly format: string
  readonly extension: string
  readonly options: Readonly<Record<string, string>>
}

/** The whole request. */
export interface Prepared {
  readonly inputs: readonly Input[]
  readonly targets: readonly Target[]
  readonly macros: MacroSet
  /** Whether a file of macros was wrong. */
  readonly failed: boolean
}

/** Loads what is asked for. Throws a UsageError with all that is wrong with it. */
export async function prepare(
  request: ConvertArguments,
  io: Io,
  console: Console,
): Promise<Prepared> {
  const targets = await selectTargets(request)
  const except = request.out === undefined ? undefined : resolve(io.cwd, request.out)
  const inputs = findInputs(request.paths, { cwd: io.cwd, except })
  const macros = readMacros(request.macros, io.cwd, console)
  const out =
    request.out === ''
      ? [diagnostic('cli/usage', { reason: '-o takes the name of a folder.' })]
      : []
  const found = [...out, ...targets.diagnostics, ...inputs.diagnostics, ...macros.diagnostics]
  if (hasErrors(found)) throw new UsageError(found)
  return {
    inputs: inputs.value,
    targets: targets.value,
    macros: macros.value,
    failed: macros.failed,
  }
}

/** The targets that are asked for, loaded; all where none is. Diagnostics: cli/unknown-target and its kin. */
export async function selectTargets(
  request: Pick<ConvertArguments, 'targets' | 'format' | 'options'>,
): Promise<Result<readonly Target[]>> {
  const words = request.targets.flatMap((list) => list.split(',')).map((name) => name.trim())
  const asked = words.some(Boolean) ? words.filter(Boolean) : words
  const loaded: (Backend | Diagnostic)[] = []
  for (const name of new Set(asked.length === 0 ? targetNames : asked)) {
    const suggestion = suggestTarget(name, targetNames)
    const target = await loadTarget(name)
    loaded.push(target ?? diagnostic('cli/unknown-target', { name, suggestion }))
  }
  const selected = loaded.filter(isBackend)
  const format = request.format ?? 'default'
  const { value: settings, diagnostics } = parseOptions(request.options)
  const complete = selected.length === loaded.length
  return {
    value: selected.map((backend) => ({
      backend,
      format,
      extension: formatOf(backend, format)?.extension ?? backend.extension,
      options: Object.fromEntries(
        settings
          .filter(({ name }) => Object.hasOwn(backend.options, name))
          .map(({ name, value }) => [name, value]),
      ),
    })),
    diagnostics: [
      ...loaded.filter((one): one is Diagnostic => !isBackend(one)),
      ...selected.flatMap((backend) => checkFormat(backend, format)),
      ...diagnostics,
      ...settings.flatMap((setting) => checkSetting(setting, selected, complete)),
    ],
  }
}

/** Targets are often called by the first part of their names. */
function suggestTarget(name: string, known: readonly string[]): string {
  const begun = name === '' ? [] : known.filter((target) => target.startsWith(name.toLowerCase()))
  return begun.length === 0
    ? didYouMean(name, known)
    : ` Did you mean ${begun.map((target) => `'${target}'`).join(' or ')}?`
}

const isBackend = (one: Backend | Diagnostic): one is Backend => 'formats' in one

const formatOf = ({ formats }: Backend, name: string) =>
  Object.hasOwn(formats, name) ? formats[name] : undefined

function checkFormat(backend: Backend, name: string): readonly Diagnostic[] {
  if (formatOf(backend, name) !== undefined) return []
  const suggestion = didYouMean(name, Object.keys(backend.formats))
  return [diagnostic('cli/unknown-format', { target: backend.name, name, suggestion })]
}

interface Setting {
  readonly name: string
  readonly value: string
}

function parseOptions(options: readonly string[]): Result<readonly Setting[]> {
  const parsed = options.map((text) => ({ text, at: text.indexOf('=') }))
  return {
    value: parsed
      .filter(({ at }) => at > 0)
      .map(({ text, at }) => ({
        name: text.slice(0, at).trim(),
        value: text.slice(at + 1).trim(),
      })),
    diagnostics: parsed
      .filter(({ at }) => at <= 0)
      .map(({ text }) =>
        diagnostic('cli/usage', { reason: `-O takes name=value, not '${text}'.` }),
      ),
  }
}

/** `complete`: all targets are known, so that an option that none of them has is not one of those that are not. */
function checkSetting(
  { name, value }: Setting,
  selected: readonly Backend[],
  complete: boolean,
): readonly Diagnostic[] {
  const having = selected.filter(({ options }) => Object.hasOwn(options, name))
  if (having.length === 0 && complete) {
    const names = new Set(selected.flatMap(({ options }) => Object.keys(options)))
    return [diagnostic('cli/unknown-option', { name, suggestion: didYouMean(name, names) })]
  }
  return having.flatMap((backend) => {
    const values = backend.options[name]?.values
    if (values === undefined || values.includes(value)) return []
    const expected = `one of ${values.join(', ')}`
    return [diagnostic('cli/option-value', { name, target: backend.name, expected, value })]
  })
}
