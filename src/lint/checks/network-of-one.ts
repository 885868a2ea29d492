/** A network with a full prefix is a single address, which every target can compare without knowing networks. */
import { defineCheck } from '../check.js'
import { valuesOf } from '../values.js'

export const networkOfOne = defineCheck({
  code: 'lint/network-of-one',
  profile: 'default',
  summary:
    'A network with a full prefix is a single address, which every target can compare without knowing networks.',
  bad: {
    text: `
logsource:
  product: windows
  service: security
detection:
    selection:
        SourceIp|cidr: '10.0.0.1/32'
    condition: selection
`,
  },
  good: {
    text: `
logsource:
  product: windows
  service: security
detection:
    selection:
        SourceIp|cidr: '10.0.0.0/24'
    condition: selection
`,
  },
  *find({ items }) {
    for (const { item, value } of valuesOf(items, ({ modifiers }) => modifiers.includes('cidr'))) {
      // The modifier is for all values: among networks an address has to be one.
      if (item.values.length > 1) continue
      const full = value.text.includes(':') ? '/128' : '/32'
      if (value.text.trim().endsWith(full))
        yield { span: value.span, values: { value: value.text } }
    }
  },
})
