/** `tstats … by` leaves out events that lack a field of the list, unless `fillnull_value` is set. */
import { defineSearchCheck } from '../check.js'
import { spanOf } from '../../source/mapped.js'
import { wordsOf } from '../../splunk/written.js'

export const byWithoutFillnull = defineSearchCheck({
  code: 'lint/by-without-fillnull',
  profile: 'default',
  summary:
    '`tstats … by` leaves out events that lack a field of the list, unless `fillnull_value` is set.',
  bad: {
    search:
      '| tstats count from datamodel=Endpoint.Processes where Processes.process_name=cmd.exe by Processes.dest',
  },
  good: {
    search:
      '| tstats fillnull_value=null count from datamodel=Endpoint.Processes where Processes.process_name=cmd.exe by Processes.dest',
  },
  *find({ stages }) {
    for (const { tstats, expanded } of stages) {
      const by = tstats?.parts.by
      // The options may be in a macro, and one that is not known may have it.
      if (by === undefined || expanded === undefined) continue
      if (expanded.some((stage) => /\bfillnull_value\s*=/i.test(stage))) continue
      if (wordsOf(by.text).every(({ text }) => /^_time$|=/.test(text))) continue
      yield { span: spanOf(by, 0, by.text.length), values: {} }
    }
  },
})
