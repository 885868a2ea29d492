/** Splunk refuses stanzas with names of more than 99 characters: with what contentctl puts around it, 67 are left for a detection. */
import { defineContentCheck } from '../check.js'

const longest = 67

export const contentNameLength = defineContentCheck({
  code: 'lint/content-name-length',
  profile: 'escu',
  summary:
    'Splunk refuses stanzas with names of more than 99 characters: with what contentctl puts around it, 67 are left for a detection.',
  bad: {
    content: `
name: Windows IIS Components Add New Native Module With AppCmd From A Folder Of Users
search: 'index=windows user=system | \`windows_iis_components_add_new_native_module_with_appcmd_from_a_folder_of_users_filter\`'
`,
    path: 'windows_iis_components_add_new_native_module_with_appcmd_from_a_folder_of_users.yml',
  },
  good: {
    content: `
name: Windows IIS Components Add New Module
`,
    path: 'windows_iis_components_add_new_module.yml',
  },
  *find(content) {
    const name = content.scalar('title')
    if (name === undefined || name.text.length <= longest) return
    yield { span: name.span, values: { count: name.text.length, longest } }
  },
})
