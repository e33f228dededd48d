import { data, type Schemas } from '@sharpcommerce/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../session';

export type Role = Schemas['RoleView'];

export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: async () => (await data(api.GET('/admin/roles'))).items });
export const permissionsQuery = queryOptions({
  queryKey: ['permissions'],
  staleTime: 3_600_000,
  queryFn: async () => (await data(api.GET('/admin/permissions'))).items,
});

/** Permissions by what they are about: `orders:read` and `orders:write` under `orders`. */
export function byArea(permissions: readonly string[]): [string, string[]][] {
  const areas = new Map<string, string[]>();
  for (const permission of permissions) {
    const area = permission.split(':')[0] ?? permission;
    areas.set(area, [...(areas.get(area) ?? []), permission]);
  }
  return [...areas];
}
