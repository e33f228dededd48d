import { expect, test } from '@playwright/test';
import { createClient, data, memoryTokens, ProblemError } from '@sharpcommerce/client';

interface Sent {
  url: string;
  method: string;
  headers: Headers;
  body: string;
}

/** A client whose server is a list of answers. */
function scripted(answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  const tokens = memoryTokens();
  const client = createClient({
    baseUrl: 'http://shop.test',
    tenant: () => 'aurora',
    tokens,
    fetch: async request => {
      sent.push({ url: request.url, method: request.method, headers: request.headers, body: await request.text() });
      const answer = answers.shift();
      if (answer === undefined) throw new Error('One call too many.');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { client, sent, tokens };
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) => Response.json(body, { status, headers });
const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  json({ type: '', title: '', status, detail: code, code, traceId: '' }, status, headers);
const session = (name: string) => ({ accessToken: `access-${name}`, refreshToken: `refresh-${name}`, expiresIn: 900, user: {} });

test('a change that got no answer is repeated with the same key and body', async () => {
  const { client, sent } = scripted([
    new TypeError('lost'),
    problem(503, 'overloaded', { 'Retry-After': '0' }),
    json({ id: 'c1' }, 201),
  ]);
  await data(client.POST('/store/carts', { body: { lines: [] } }));
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map(call => call.headers.get('Idempotency-Key'))).size).toBe(1);
  expect(new Set(sent.map(call => call.body)).size).toBe(1);
  expect(sent[0]!.headers.get('X-Tenant')).toBe('aurora');
});

test('what the server refused for good is not repeated, and its code is there', async () => {
  const { client, sent } = scripted([problem(409, 'insufficient_stock')]);
  const refused = await data(client.POST('/store/carts', { body: { lines: [] } })).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProblemError);
  expect((refused as ProblemError).code).toBe('insufficient_stock');
  expect(sent).toHaveLength(1);
});

test('a token that has ended is renewed once, by one call of many', async () => {
  const { client, sent, tokens } = scripted([]);
  let valid = 'old';
  const answered: string[] = [];
  const renewing = createClient({
    baseUrl: 'http://shop.test',
    tokens,
    fetch: async request => {
      answered.push(`${request.method} ${new URL(request.url).pathname} ${request.headers.get('Authorization') ?? 'nobody'}`);
      if (request.url.endsWith('/auth/refresh')) {
        valid = 'new';
        return json(session('new'));
      }
      return request.headers.get('Authorization') === `Bearer access-${valid}` && valid === 'new'
        ? json({ items: [] })
        : problem(401, 'token_expired');
    },
  });
  tokens.set({ accessToken: 'access-old', refreshToken: 'refresh-old', expiresAt: Date.now() + 900_000 });
  await Promise.all([1, 2, 3].map(() => data(renewing.GET('/store/orders'))));
  expect(answered.filter(call => call.includes('/auth/refresh'))).toHaveLength(1);
  expect(tokens.get()?.accessToken).toBe('access-new');
  expect(client).toBeDefined();
  expect(sent).toHaveLength(0);
});

test('a session that is over is forgotten, and the call goes on as nobody', async () => {
  const { client, sent, tokens } = scripted([
    problem(401, 'token_expired'),
    problem(401, 'token_reused'),
    json({ items: [], nextCursor: null, facets: null }),
  ]);
  tokens.set({ accessToken: 'a', refreshToken: 'r', expiresAt: Date.now() + 900_000 });
  await data(client.GET('/store/products'));
  expect(tokens.get()).toBeNull();
  expect(sent.at(-1)!.headers.has('Authorization')).toBe(false);
});

test('without a network the error says so', async () => {
  const { client } = scripted([new TypeError('x'), new TypeError('x'), new TypeError('x')]);
  const lost = await data(client.GET('/store/products')).catch((error: unknown) => error);
  expect((lost as ProblemError).code).toBe('network_error');
  expect((lost as ProblemError).isTransient).toBe(true);
});
