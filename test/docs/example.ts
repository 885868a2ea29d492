/** The example of the README, as the engine prints it. */
import { readRules } from '../../src/read.js'
import type { Backend } from '../../src/print/backend.js'
import { locate, summary } from '../../src/source/report.js'
import { macroSet } from '../../src/splunk/macros.js'
import { transpile } from '../../src/transpile.js'
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
