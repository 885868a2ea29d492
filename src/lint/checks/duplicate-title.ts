/** Two alerts with the same title cannot be told apart, and some targets take the title as the name of the search. */
import { defineDocumentsCheck } from '../check.js'
import { repeatedIn } from '../repeated.js'
import type { Document } from '../document.js'

const key = (document: Document) => document.scalar('title')?.text.trim().toLowerCase()

export const duplicateTitle = defineDocumentsCheck({
  code: 'lint/duplicate-title',
  profile: 'default',
  summary:
    'Two alerts with the same title cannot be told apart, and some targets take the title as the name of the search.',
  bad: {
    text: String.raw`
title: IIS Native Module Installed
id: 929a690e-bef0-4204-a928-ef5e620d6fcc
---
title: IIS Native Module Installed
id: 0e9ba973-3c40-4b9e-b2a5-27d7ef0b0a3f
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
      const title = document.scalar('title')
      if (title !== undefined)
        yield { document, span: title.span, values: { title: title.text, other } }
    }
  },
})
