/**
 * Names of fields with stars in them, as `rename`, `fields` and `table` take them. Search Reference, "fields": "To specify the
 * wildcard pattern for internal fields, use _*", so that no other form is one of `_time` or `_raw`.
 */

/** The name of a form with these in the places of its stars. */
export function fillStars(form: string, parts: readonly string[]): string {
  let next = 0
  return form.replaceAll('*', () => parts[next++] ?? '')
}

/** What stands for each star of a form in a name that is of the form; in time in proportion to the name's length. */
export function starsIn(form: string, name: string): readonly string[] | undefined {
  const [first = '', ...rest] = form.split('*')
  const last = rest.pop()
  if (last === undefined) return name === form ? [] : undefined
  if (name.startsWith('_') && !form.startsWith('_')) return undefined
  const end = name.length - last.length
  if (!name.startsWith(first) || !name.endsWith(last) || end < first.length) return undefined
  const parts: string[] = []
  let at = first.length
  for (const text of rest) {
    const found = name.indexOf(text, at)
    if (found < 0 || found + text.length > end) return undefined
    parts.push(name.slice(at, found))
    at = found + text.length
  }
  return [...parts, name.slice(at, end)]
}

/** Whether a name is of a form; one without stars is the only name of itself. */
export const isOfForm = (form: string, name: string): boolean => starsIn(form, name) !== undefined

/** Whether a name is of one of some forms. */
export const isOfAny = (forms: readonly string[], name: string): boolean =>
  forms.some((form) => isOfForm(form, name))
