import { z } from 'zod';

const text = z.coerce.string().max(200).optional().catch(undefined);

/** The filter of an audit log in the address. */
export const auditSearch = z.object({
  actor: text,
  action: text,
  subjectId: text,
  from: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional()
    .catch(undefined),
});
