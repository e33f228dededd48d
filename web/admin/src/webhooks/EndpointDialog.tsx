import { data, type Schemas } from '@sharpcommerce/client';
import { Alert, Button, Checkbox, Dialog, Field, Input, problemText, toast, useTranslation } from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../session';
import { EVENT_TYPES } from './eventTypes';

/** Adds an endpoint, or changes one. */
export function EndpointDialog({
  endpoint,
  onClose,
  onCreated,
}: {
  endpoint: Schemas['WebhookResponse'] | null;
  onClose: () => void;
  onCreated?: (secret: string) => void;
}) {
  const { t } = useTranslation('webhooks');
  const queryClient = useQueryClient();
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [types, setTypes] = useState<string[]>(endpoint?.eventTypes ?? []);
  const [search, setSearch] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const choices = [...new Set([...types, ...EVENT_TYPES])].filter(type => type.includes(search.trim().toLowerCase()));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const body: Schemas['WebhookInput'] = { url: url.trim(), description: description.trim() || null, eventTypes: types };
    try {
      if (endpoint) await api.PATCH('/admin/webhooks/{id}', { params: { path: { id: endpoint.id } }, body });
      else onCreated?.((await data(api.POST('/admin/webhooks', { body }))).secret ?? '');
      toast.done(t('saved'));
      await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
      await queryClient.invalidateQueries({ queryKey: ['webhook'] });
      onClose();
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={endpoint ? t('edit') : t('add')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="endpoint" variant="primary" busy={busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="endpoint" onSubmit={event => void submit(event)} className="space-y-4">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('url')} hint={t('urlHint')} required>
          <Input type="url" required placeholder="https://" value={url} onChange={event => setUrl(event.target.value)} />
        </Field>
        <Field label={t('description')} optional>
          <Input value={description} onChange={event => setDescription(event.target.value)} />
        </Field>
        <fieldset>
          <legend className="mb-1 text-sm font-medium">{t('events')}</legend>
          <p className="mb-2 text-sm text-muted">
            {types.length === 0 ? t('noneMeansAll') : t('chosen', { count: types.length })}
          </p>
          <Field label={t('searchEvents')} hiddenLabel>
            <Input
              type="search"
              placeholder={t('searchEvents')}
              value={search}
              onChange={event => setSearch(event.target.value)}
            />
          </Field>
          <ul className="mt-3 max-h-56 space-y-2 overflow-y-auto">
            {choices.map(type => (
              <li key={type}>
                <Checkbox
                  label={<code className="font-mono">{type}</code>}
                  checked={types.includes(type)}
                  onChange={event => setTypes(event.target.checked ? [...types, type] : types.filter(other => other !== type))}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      </form>
    </Dialog>
  );
}
