import { readRules, transpile, macroSet } from './dist/src/index.js'
import { backends } from './dist/backends/index.js'
import {readFileSync} from 'node:fs'
const p='rules/iis/win_iis_module_added.yml'
const f = await readRules({path:p,text:readFileSync(p,'utf8')}, macroSet())
const names = process.argv[2] ? [process.argv[2]] : Object.keys(backends)
for (const b of names) { const r = await transpile(f.rules[0].detection, await backends[b]()); console.log(r.status) }
