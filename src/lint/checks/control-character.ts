/** Control characters in a value are mostly left from copying, and cannot be seen. */
import { controlEscape, replaceControls } from '../../ast/control.js'
import { defineCheck } from '../check.js'
import { holdsTexts, valuesOf } from '../values.js'

export const controlCharacter = defineCheck({
  code: 'lint/control-character',
  profile: 'default',
  summary: 'Control characters in a value are mostly left from copying, and cannot be seen.',
  bad: {
    text: String.raw`
detection:
    selection:
        CommandLine|contains: "add\u0008 module"
    condition: selection
`,
  },
  good: {
    text: `
detection:
    selection:
        CommandLine|contains: 'add module'
    condition: selection
`,
  },
  *find({ items }) {
    for (const { value } of valuesOf(items, holdsTexts)) {
      // Line ends and tabs are what some rules look for.
      const shown = replaceControls(value.text.replaceAll(/[\t\r\n]/g, ' '), controlEscape)
      if (shown !== value.text.replaceAll(/[\t\r\n]/g, ' ')) {
        yield { span: value.span, values: { value: shown } }
      }
    }
  },
})
