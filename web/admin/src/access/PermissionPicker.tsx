import { Checkbox, hasText, Skeleton, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { byArea, permissionsQuery } from './roles';

/** Permissions by area, in words. */
export function PermissionPicker({
  value,
  onChange,
  disabled = false,
}: {
  value: readonly string[];
  onChange: (permissions: string[]) => void;
  disabled?: boolean;
}) {
  const { t } = useTranslation('access');
  const permissions = useQuery(permissionsQuery);
  if (!permissions.data) return <Skeleton className="h-48" />;
  const words = (permission: string) => {
    const key = `permissions.${permission.replace(':', '_')}`;
    return hasText('access', key) ? t(key as 'permissions.orders_read') : permission;
  };
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {byArea(permissions.data).map(([area, list]) => (
        <fieldset key={area} disabled={disabled}>
          <legend className="mb-2 text-sm font-medium">
            {hasText('access', `areas.${area}`) ? t(`areas.${area}` as 'areas.orders') : area}
          </legend>
          <ul className="space-y-2">
            {list.map(permission => (
              <li key={permission}>
                <Checkbox
                  label={words(permission)}
                  checked={value.includes(permission)}
                  onChange={event =>
                    onChange(event.target.checked ? [...value, permission] : value.filter(other => other !== permission))
                  }
                />
              </li>
            ))}
          </ul>
        </fieldset>
      ))}
    </div>
  );
}
