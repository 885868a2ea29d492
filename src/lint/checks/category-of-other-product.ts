/** Categories belong to products: registry events are Windows' alone. */
import { defineCheck } from '../check.js'
import { knownLogSources } from '../data/log-sources.js'

export const categoryOfOtherProduct = defineCheck({
  code: 'lint/category-of-other-product',
  profile: 'default',
  summary: "Categories belong to products: registry events are Windows' alone.",
  bad: {
    text: `
logsource:
    category: registry_set
    product: linux
`,
  },
  good: {
    text: `
logsource:
    category: process_creation
    product: linux
`,
  },
  *find({ logSources, span }) {
    for (const logSource of logSources) {
      const product = logSource.product?.toLowerCase()
      const category = logSource.category?.toLowerCase()
      if (product === undefined || category === undefined) continue
      const of = knownLogSources.filter((known) => known.category === category)
      const products = new Set(of.map((known) => known.product))
      const isProduct = knownLogSources.some((known) => known.product === product)
      if (!isProduct || products.size === 0 || products.has(product) || products.has('')) continue
      const suggestion = ` It is one of ${[...products].join(', ')}.`
      yield { span: logSource.span ?? span, values: { product, category, suggestion } }
    }
  },
})
