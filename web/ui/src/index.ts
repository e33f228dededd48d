import './nonce';

export { applyBrand, brandTokens } from './brand';
export { Button, type ButtonProps, buttonClass } from './button';
export { Confirm, Dialog, Sheet } from './dialog';
export { Alert, Badge, EmptyState, ErrorState, OfflineBar, Skeleton, Spinner, type Tone } from './feedback';
export { Checkbox, Field, Input, RadioRow, Select, Textarea } from './field';
export { useFormat } from './format';
export {
  currentLanguage,
  hasText,
  LANGUAGES,
  type Language,
  type MessageKey,
  type Messages,
  type Namespace,
  preferredLanguage,
  setLanguage,
  startTranslations,
  suggestLanguage,
  type Translation,
  text,
  useTranslation,
} from './i18n';
export { Menu, MenuItem, MenuLabel, MenuLink, MenuSeparator, PreferenceItems } from './menu';
export { PreferenceSelects } from './preferences';
export { placeErrors, problemText } from './problem';
export { createQueryClient } from './query';
export { applyTheme, setTheme, type Theme, useTheme } from './theme';
export { toast } from './toast';
export { reloadAfterUpdate } from './update';
