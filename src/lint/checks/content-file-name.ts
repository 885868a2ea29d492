/** contentctl makes the name of a file, and of the macro that ends a search, of the name of its detection, and refuses another. */
import { defineContentCheck } from '../check.js'

export const contentFileName = defineContentCheck({
  code: 'lint/content-file-name',
  profile: 'escu',
  summary:
    'contentctl makes the name of a file, and of the macro that ends a search, of the name of its detection, and refuses another.',
  bad: {
    content: `
name: Windows IIS Components
search: 'index=windows user=system | \`windows_iis_components_filter\`'
`,
    path: 'windows_iis_components_add_new_module.yml',
  },
  good: {
    content: `
name: Windows IIS Components Add New Module
`,
    path: 'windows_iis_components_add_new_module.yml',
  },
  *find(content) {
    const name = content.scalar('title')
    if (name === undefined) return
    const file = `${name.text.toLowerCase().replaceAll(/[\s./-]/g, '_')}.yml`
    if (content.source.path.split(/[\\/]/).at(-1) === file) return
    yield { span: name.span, values: { file } }
  },
})
