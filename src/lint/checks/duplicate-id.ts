/** Tools tell rules apart by their ids: of two with the same, one is lost. */
import { defineDocumentsCheck } from '../check.js'
import { repeatedIn } from '../repeated.js'
import type { Document } from '../document.js'

const key = (document: Document) => document.scalar('id')?.text.toLowerCase()

export const duplicateId = defineDocumentsCheck({
  code: 'lint/duplicate-id',
  profile: 'default',
  summary: 'Tools tell rules apart by their ids: of two with the same, one is lost.',
  bad: {
    text: String.raw`
title: IIS Native Module Installed
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
---
title: IIS Module Installed With GacUtil
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
detection:
    selection:
        Image|endswith: '\gacutil.exe'
    condition: selection
`,
  },
  good: {
    text: String.raw`
title: IIS Native Module Installed
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
---
title: IIS Module Installed With GacUtil
id: 0e9ba973-3c40-4b9e-b2a5-27d7ef0b0a3f
detection:
    selection:
        Image|endswith: '\gacutil.exe'
    condition: selection
`,
  },
  *find(documents) {
    for (const { rule: document, other } of repeatedIn(documents, key)) {
      const id = document.scalar('id')
      if (id !== undefined) yield { document, span: id.span, values: { id: id.text, other } }
    }
  },
})
