/** Splunk's tools tell detections apart by an id that is a UUID, and refuse another one. */
import { defineContentCheck } from '../check.js'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const contentId = defineContentCheck({
  code: 'lint/content-id',
  profile: 'default',
  summary: "Splunk's tools tell detections apart by an id that is a UUID, and refuse another one.",
  bad: {
    content: `
id: iis-module-appcmd
`,
  },
  good: {
    content: `
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
`,
  },
  *find(content) {
    const id = content.scalar('id')
    if (id === undefined || uuid.test(id.text)) return
    yield { span: id.span, values: { id: id.text } }
  },
})
