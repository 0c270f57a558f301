import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Alert } from '@xiaomai/gateway-api/alert';
import { isRefusal } from '../api/error-text.ts';
import { useCaller } from '../api/use-reading.ts';
import { actOnAlert, type Act } from '../api/writing.ts';

/** A person's command on an alert. When somebody was faster, the newest state is loaded for another look. */
export function useAct(onDone: (act: Act) => void): UseMutationResult<Alert, Error, Act> {
  const caller = useCaller();
  const client = useQueryClient();
  const reload = (): Promise<void> => client.invalidateQueries({ queryKey: ['alerts'] });
  return useMutation({
    mutationFn: (act: Act) => actOnAlert(caller, act),
    onSuccess: async (_, act) => {
      onDone(act);
      await reload();
    },
    onError: async (error) => {
      if (isRefusal(error, 404, 409, 412, 428)) await reload();
    },
  });
}
