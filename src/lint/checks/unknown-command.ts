/** A command that Splunk does not have ends the search with an error; those of other apps have to be installed. */
import { didYouMean } from '../../diagnostics/suggest.js'
import { spanOf } from '../../source/mapped.js'
import { defineSearchCheck } from '../check.js'
import { splCommands } from '../data/spl-commands.js'

export const unknownCommand = defineSearchCheck({
  code: 'lint/unknown-command',
  profile: 'default',
  summary:
    'A command that Splunk does not have ends the search with an error; those of other apps have to be installed.',
  bad: { search: 'index=windows user=system | stast count by user' },
  good: { search: 'index=windows user=system | stats count by user' },
  *find({ stages }) {
    for (const { command, text } of stages) {
      if (!/^[a-z]\w*$/.test(command) || splCommands.has(command)) continue
      const span = spanOf(text, 0, command.length)
      yield { span, values: { command, suggestion: didYouMean(command, splCommands) } }
    }
  },
})
