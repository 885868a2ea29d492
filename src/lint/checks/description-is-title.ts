/** A description that repeats the title tells nothing to who gets the alert. */
import { defineCheck } from '../check.js'

const plain = (text: string): string => text.trim().toLowerCase().replace(/\.$/, '')

export const descriptionIsTitle = defineCheck({
  code: 'lint/description-is-title',
  profile: 'default',
  summary: 'A description that repeats the title tells nothing to who gets the alert.',
  bad: {
    text: `
title: IIS Native Module Installed
description: IIS native module installed.
`,
  },
  good: {
    text: `
title: IIS Native Module Installed
description: Detects appcmd installing a native module, which runs inside of the web server.
`,
  },
  *find(rule) {
    const title = rule.scalar('title')
    const description = rule.scalar('description')
    if (title === undefined || description === undefined) return
    if (plain(title.text) === plain(description.text)) yield { span: description.span, values: {} }
  },
})
