import { data, type Schemas } from '@sharpcommerce/client';
import { api, currentKind } from '../session';

// The calls about one's own account are the same for staff and operators, below different addresses.
const operator = () => currentKind() === 'operator';

export const account = {
  changePassword: (body: Schemas['PasswordChangeRequest']) =>
    operator() ? api.POST('/platform/auth/password/change', { body }) : api.POST('/auth/password/change', { body }),
  changeEmail: (body: Schemas['EmailChangeInput']) =>
    operator() ? api.POST('/platform/auth/email/change', { body }) : api.POST('/auth/email/change', { body }),
  setUp: (body: Schemas['PasswordRequest']) =>
    data(operator() ? api.POST('/platform/auth/two-factor/setup', { body }) : api.POST('/auth/two-factor/setup', { body })),
  enable: (body: Schemas['CodeRequest']) =>
    data(operator() ? api.POST('/platform/auth/two-factor/enable', { body }) : api.POST('/auth/two-factor/enable', { body })),
  disable: (body: Schemas['PasswordRequest']) =>
    operator() ? api.POST('/platform/auth/two-factor/disable', { body }) : api.POST('/auth/two-factor/disable', { body }),
  renewCodes: (body: Schemas['PasswordRequest']) =>
    data(
      operator()
        ? api.POST('/platform/auth/two-factor/recovery-codes', { body })
        : api.POST('/auth/two-factor/recovery-codes', { body }),
    ),
  sessions: async () => (await data(operator() ? api.GET('/platform/auth/sessions') : api.GET('/auth/sessions'))).items,
  endSession: (id: string) => {
    const params = { path: { id } };
    return operator() ? api.DELETE('/platform/auth/sessions/{id}', { params }) : api.DELETE('/auth/sessions/{id}', { params });
  },
};
