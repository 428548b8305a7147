import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';

/** Saves the people to call, or to look for on the street, as a PDF for a shift, and says how many stand in it. */
export function useCallSheet(whose: 'mine' | 'all') {
  return useMutation({
    meta: { saves: false },
    mutationFn: (kind: 'calls' | 'street') => api.outreach.callSheet({ kind, whose }),
    onSuccess: (result) => {
      const people = result.people === 1 ? '1 person' : `${result.people} people`;
      if (result.saved) showToast({ text: `Saved ${result.fileName}, ${people}.` });
      else if (result.notes[0]) showToast({ text: result.notes[0] });
    },
  });
}
