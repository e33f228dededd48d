import { Button, Spinner, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { customerQuery, useSignedIn } from './session';
import { signOut } from './signIn';

const PAGES = [
  ['/account', 'overview'],
  ['/account/orders', 'orders'],
  ['/account/addresses', 'addresses'],
  ['/account/profile', 'profile'],
  ['/account/security', 'security'],
] as const;

/** The frame of the pages of whoever is signed in. */
export function AccountLayout() {
  const { t } = useTranslation('account');
  const signedIn = useSignedIn();
  const here = useLocation({ select: location => location.pathname });
  const customer = useQuery({ ...customerQuery, enabled: signedIn });
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  if (!signedIn) return <Navigate to="/account/sign-in" search={{ next: here }} replace />;
  const leave = async () => {
    await signOut(queryClient);
    await navigate({ to: '/' });
  };
  return (
    <div className="mx-auto max-w-7xl px-4 py-8 sm:px-6 lg:py-12">
      <div className="lg:grid lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-12">
        <nav aria-label={t('account')} className="mb-6">
          <ul className="flex gap-1 overflow-x-auto lg:flex-col">
            {PAGES.map(([to, label]) => (
              <li key={to}>
                <Link
                  to={to}
                  activeOptions={{ exact: true, includeSearch: false }}
                  className="block rounded-lg px-3 py-2 text-sm font-medium whitespace-nowrap text-muted hover:bg-hover hover:text-text aria-[current=page]:bg-hover aria-[current=page]:text-text"
                >
                  {t(label)}
                </Link>
              </li>
            ))}
            <li>
              <Button variant="quiet" size="small" className="h-9 text-muted" onClick={() => void leave()}>
                <LogOut aria-hidden className="size-4" />
                {t('signOut')}
              </Button>
            </li>
          </ul>
        </nav>
        <div className="min-w-0">{customer.isPending ? <Spinner className="my-20 flex justify-center" /> : <Outlet />}</div>
      </div>
    </div>
  );
}
