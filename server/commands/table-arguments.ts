import { PlanError } from '../../schema/base/index.js';
import { CsvSeparator, TableFileForm } from '../../schema/exchange/index.js';

/**
 * The form of a file, as declared; else by the end of its name.
 * @throws PlanError INVALID_INPUT when neither says.
 */
export function formOf(declared: string | undefined, file: string): TableFileForm {
  const word = (declared ?? /\.([a-z]+)$/i.exec(file)?.[1] ?? '').toUpperCase();
  const form = Object.values(TableFileForm).find((known) => known === word);
  if (form) return form;
  throw new PlanError('INVALID_INPUT', 'Hãy ghi dạng tệp: --format csv hoặc --format xlsx.');
}

/** The separator of a CSV file, as declared. @throws PlanError INVALID_INPUT when it is neither comma nor semicolon. */
export function separatorOf(declared: string): CsvSeparator {
  if (declared === ',') return CsvSeparator.Comma;
  if (declared === ';') return CsvSeparator.Semicolon;
  throw new PlanError(
    'INVALID_INPUT',
    'Dấu ngăn cách chỉ là dấu phẩy hoặc chấm phẩy: --separator "," hoặc --separator ";".',
  );
}
