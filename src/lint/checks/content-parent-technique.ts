/** A technique beside one of its own sub-techniques says it twice: contentctl refuses both together. */
import { attackTags } from '../tags.js'
import { defineContentCheck } from '../check.js'

export const contentParentTechnique = defineContentCheck({
  code: 'lint/content-parent-technique',
  profile: 'escu',
  summary:
    'A technique beside one of its own sub-techniques says it twice: contentctl refuses both together since its fifth version.',
  bad: {
    content: `
tags:
    mitre_attack_id:
        - T1505
        - T1505.004
    analytic_story: [IIS Components]
    asset_type: Endpoint
    product: [Splunk Enterprise]
    security_domain: endpoint
`,
  },
  good: {
    content: `
tags:
    mitre_attack_id:
        - T1505.004
    analytic_story: [IIS Components]
    asset_type: Endpoint
    product: [Splunk Enterprise]
    security_domain: endpoint
`,
  },
  *find(content) {
    // The first generation often has both.
    if (content.generation === 'v1') return
    const techniques = attackTags(content, 'technique')
    for (const { name, span } of techniques) {
      const child = techniques.find((other) => other.name.startsWith(`${name}.`))
      if (child !== undefined) yield { span, values: { name, child: child.name } }
    }
  },
})
