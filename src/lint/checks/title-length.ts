/** Titles become names of saved searches and lines of reports. */
import { defineCheck } from '../check.js'

const limit = 120

export const titleLength = defineCheck({
  code: 'lint/title-length',
  profile: 'sigmahq',
  summary: 'Titles become names of saved searches and lines of reports.',
  bad: {
    text: `
title: A Native Module Was Installed Into Internet Information Services By the Command Line Tool Appcmd That Is Part of Every Single Installation of It
`,
  },
  good: {
    text: `
title: IIS Native Module Installed With AppCmd
`,
  },
  *find(rule) {
    const title = rule.scalar('title')
    if (title === undefined || title.text.length <= limit) return
    yield { span: title.span, values: { length: title.text.length, limit } }
  },
})
