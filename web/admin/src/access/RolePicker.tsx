import { Checkbox, ErrorState, Skeleton, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { rolesQuery } from './roles';

/** The roles of somebody. */
export function RolePicker({ value, onChange }: { value: readonly string[]; onChange: (roles: string[]) => void }) {
  const { t } = useTranslation('access');
  const roles = useQuery(rolesQuery);
  if (roles.isPending) return <Skeleton className="h-32" />;
  if (roles.isError) return <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />;
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{t('roles')}</legend>
      <ul className="space-y-2.5">
        {roles.data.map(role => (
          <li key={role.name}>
            <Checkbox
              label={role.name}
              hint={role.description ?? undefined}
              checked={value.includes(role.name)}
              onChange={event =>
                onChange(event.target.checked ? [...value, role.name] : value.filter(name => name !== role.name))
              }
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
