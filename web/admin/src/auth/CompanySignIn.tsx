import { Alert, Button, problemText, useTranslation } from '@sharpcommerce/ui';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { beginCompanySignIn } from './company';
import { safeNext } from './next';

const route = getRouteApi('/sign-in');

/** The way in by the shop's own OpenID provider, where it has one. */
export function CompanySignIn() {
  const { t } = useTranslation('auth');
  const { next } = route.useSearch();
  const begin = useMutation({ mutationFn: () => beginCompanySignIn(safeNext(next)) });
  return (
    <div className="mt-3 space-y-3">
      <Button className="w-full" busy={begin.isPending} onClick={() => begin.mutate()}>
        {t('company')}
      </Button>
      {begin.isError && <Alert tone="warning">{problemText(begin.error)}</Alert>}
    </div>
  );
}
