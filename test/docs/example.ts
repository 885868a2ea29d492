/** The example of the README, as the engine prints it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadRule } from '../../src/link.js'
import { readRules } from '../../src/read.js'
import type { Backend } from '../../src/print/backend.js'
import { locate, summary } from '../../src/source/report.js'
import { macroSet } from '../../src/splunk/macros.js'
import { transpile } from '../../src/transpile.js'
import { projectRoot } from '../project.js'
import { fencedBlocks } from './markdown.js'

const languageOf: Readonly<Record<string, string>> = { spl: 'splunk', regex: 'text' }

/** The first rule of a page in every target: status, query, notes. */
export async function printExample(page: string, targets: readonly Backend[]): Promise<string> {
  const [text = ''] = fencedBlocks(page, 'yaml')
  const source = { path: 'rule.yml', text }
  const { rules } = await readRules(source, macroSet())
  const detection = rules[0]?.detection
  if (detection === undefined) throw new Error('the example cannot be read')
  const parts: string[] = []
  for (const target of targets) {
    const { status, queries, diagnostics } = await transpile(detection, target)
    const language = languageOf[target.extension] ?? target.extension
    const notes = diagnostics.map((found) => summary(locate(found, source)))
    parts.push(
      `\`${target.name}\`, ${status}:`,
      `\`\`\`${language}\n${queries.join('\n')}\n\`\`\``,
      ...(notes.length === 0 ? [] : [`\`\`\`text\n${notes.join('\n')}\n\`\`\``]),
    )
  }
  return parts.join('\n\n')
}

async function readExample(path: string): Promise<ReadRule> {
  const text = readFileSync(join(projectRoot, path), 'utf8')
  const { rules } = await readRules({ path, text }, macroSet())
  const [rule] = rules
  if (rule?.detection === undefined) throw new Error('the example cannot be read')
  return rule
}

/** The search of a Splunk detection of the project. */
export async function printSearch(path: string): Promise<string> {
  const { search } = await readExample(path)
  return `\`\`\`splunk\n${search?.text.trim()}\n\`\`\``
}

/** A detection of the project as a Sigma rule, without what is said about it. */
export async function printSigma(path: string, targets: readonly Backend[]): Promise<string> {
  const { detection } = await readExample(path)
  const sigma = targets.find(({ name }) => name === 'sigma')
  if (detection === undefined || sigma === undefined) throw new Error('there is no example')
  const { queries } = await transpile(detection, sigma)
  const rule = (queries[0] ?? '').replace(/^references:\n(?: .*\n)+/m, 'references: […]\n')
  return `\`\`\`yaml\n${rule}\n\`\`\``
}
