import type { components } from './schema.ts';

/** Problem details by RFC 9457, as every error of the API carries them. Some codes have further members, such as `shortages`. */
export type Problem = components['schemas']['Problem'] & Record<string, unknown>;

/** A call that the server refused (`status` 400 and above), or that did not reach it (`status` 0, `code` `network_error`). */
export class ProblemError extends Error {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** A stable code: see the server's page on errors. */
  readonly code: string;
  /** What is wrong with which member of the input, as `errors['lines[0].quantity']`. */
  readonly errors: Readonly<Record<string, string[]>>;
  /** Everything the server said. */
  readonly problem: Problem;
  /** In how many seconds to try again, when the server said so. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter?: number) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.code = problem.code;
    this.errors = (problem.errors as Record<string, string[]> | undefined) ?? {};
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Whether the call may well succeed later, without anybody changing anything. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

/** The error when no answer came: no network, or no server behind it. */
export function networkError(): ProblemError {
  return new ProblemError({
    type: 'about:blank',
    title: 'Network error',
    status: 0,
    detail: 'The server cannot be reached.',
    code: 'network_error',
    traceId: '',
  });
}

/** Reads an answer that is an error. What is no problem details, as from a proxy between, becomes `unexpected_answer`. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const retryAfter = Number(response.headers.get('Retry-After'));
  const seconds = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined;
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null && 'code' in body && 'status' in body)
      return new ProblemError(body as Problem, seconds);
  } catch {
    // Not JSON: said below.
  }
  return new ProblemError(
    {
      type: 'about:blank',
      title: response.statusText,
      status: response.status,
      detail: `The server answered ${response.status}.`,
      code: 'unexpected_answer',
      traceId: '',
    },
    seconds,
  );
}
