import {
  Alert,
  Badge,
  Button,
  Checkbox,
  Field,
  problemText,
  Textarea,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { type FormEvent, useState } from 'react';
import { api, useCan } from '../session';
import { Card } from '../shared/Page';
import type { Order } from './queries';
import { useOrderChange } from './useOrderChange';

/** Notes of staff, for themselves or for the shopper as well. */
export function Notes({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const { dateTime } = useFormat();
  const can = useCan();
  const change = useOrderChange(order.id);
  const [text, setText] = useState('');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    setBusy(true);
    try {
      await change(() =>
        api.POST('/admin/orders/{id}/notes', {
          params: { path: { id: order.id } },
          body: { text: text.trim(), visibility: shown ? 'customer' : 'private' },
        }),
      );
      setText('');
      setShown(false);
      setProblem(null);
      toast.done(t('noted'));
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={t('notes')}>
      {(order.notes ?? []).length > 0 && (
        <ul className="mb-4 space-y-3">
          {(order.notes ?? []).map(note => (
            <li key={note.id} className="rounded-lg bg-sunken px-3 py-2 text-sm">
              <p className="break-words whitespace-pre-line">{note.text}</p>
              <p className="mt-1 flex flex-wrap items-center gap-2 text-xs text-muted">
                {dateTime(note.createdAt)}
                {note.visibility === 'customer' && <Badge tone="info">{t('visible')}</Badge>}
              </p>
            </li>
          ))}
        </ul>
      )}
      {can('orders:write') ? (
        <form onSubmit={event => void submit(event)} className="space-y-3 print:hidden">
          {problem && <Alert tone="danger">{problem}</Alert>}
          <Field label={t('newNote')}>
            <Textarea maxLength={4000} value={text} onChange={event => setText(event.target.value)} />
          </Field>
          <Checkbox label={t('showCustomer')} checked={shown} onChange={event => setShown(event.target.checked)} />
          <Button type="submit" size="small" busy={busy}>
            {t('addNote')}
          </Button>
        </form>
      ) : (
        (order.notes ?? []).length === 0 && <p className="text-sm text-muted">{t('noNotes')}</p>
      )}
    </Card>
  );
}
