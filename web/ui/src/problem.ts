import { ProblemError } from '@sharpcommerce/client';
import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form';
import { hasText, text } from './i18n';

/** What to tell people of an error: our own words for what we know, else the server's sentence. */
export function problemText(error: unknown): string {
  if (!(error instanceof ProblemError)) return text('ui', 'errors.internal_error');
  const key = `errors.${error.code}`;
  const fields = Object.entries(error.errors);
  if (fields.length > 0) return fields.map(([field, messages]) => `${field} ${messages.join(' ')}`).join('; ');
  return hasText('ui', key) ? text('ui', key as 'errors.internal_error') : error.message;
}

/**
 * Puts what the server said of members of the input at the form's fields, by `map` where a field has another name, and answers what is left to tell above the form.
 */
export function placeErrors<T extends FieldValues>(
  error: unknown,
  fields: readonly FieldPath<T>[],
  setError: UseFormSetError<T>,
  map: (member: string) => string = member => member,
): string | null {
  if (!(error instanceof ProblemError) || Object.keys(error.errors).length === 0) return problemText(error);
  const left: string[] = [];
  let first = true;
  for (const [member, messages] of Object.entries(error.errors)) {
    const name = map(member) as FieldPath<T>;
    if (fields.includes(name)) {
      setError(name, { type: 'server', message: messages.join(' ') }, { shouldFocus: first });
      first = false;
    } else left.push(`${member} ${messages.join(' ')}`);
  }
  return left.length > 0 ? left.join('; ') : null;
}
