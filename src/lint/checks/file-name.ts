/** SigmaHQ's files have names such as `proc_creation_win_appcmd_module.yml`, which are safe on every system. */
import { defineCheck } from '../check.js'
import { fileNameOf } from '../paths.js'

export const fileName = defineCheck({
  code: 'lint/file-name',
  profile: 'sigmahq',
  summary:
    "SigmaHQ's files have names such as `proc_creation_win_appcmd_module.yml`, which are safe on every system.",
  bad: { path: 'Bad-Name.yaml' },
  good: { path: 'proc_creation_win_appcmd_module.yml' },
  *find({ source, span }) {
    const name = fileNameOf(source.path)
    // What comes from standard input has no name.
    if (name.startsWith('<') || /^[a-z0-9_]{6,86}\.yml$/.test(name)) return
    yield { span, values: { name } }
  },
})
