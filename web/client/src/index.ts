export { type ClientOptions, type CommerceClient, createClient, data, tagged } from './client.ts';
export { decimalOf, formatMoney, fractionDigits, type Money, minorUnits } from './money.ts';
export { networkError, type Problem, ProblemError } from './problem.ts';
export type { components, paths } from './schema.ts';
export { browserTokens, memoryTokens, type TokenStore, type Tokens } from './session.ts';

import type { components } from './schema.ts';

/** The shapes of the API by name, as `Schemas['ProductDetail']`. */
export type Schemas = components['schemas'];
