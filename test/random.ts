/**
 * fast-check, with the same values on every machine and in every run: a build fails for what was changed, and not by chance.
 * `PROPERTY_SEED=2 npm test` tries others.
 */
import * as fc from 'fast-check'

fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  seed: Number(process.env['PROPERTY_SEED'] ?? 1),
})

export * from 'fast-check'
