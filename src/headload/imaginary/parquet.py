"""A sample as the read room would hand it on, without the way through a file.

Simulations draw hundreds of samples; writing and reading SPSS files each time
would cost more than the estimates.
"""

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headload.imaginary.questionnaire import Question
from headload.imaginary.sample import Sample
from headload.terms import Column, Microdata

REASON = "__missing"


def write_parquet(sample: Sample, path: Path) -> Microdata:
    """Write `sample` to the Parquet file `path` and describe it.

    Returns
    -------
    Microdata
        Declared missing codes are nulls with their reason beside them, as the
        read room does it for SPSS files.
    """
    asked = {question.column: question for question in sample.questions}
    labels = sample.labels()
    columns: dict[str, pa.Array] = {}
    described = []
    for name in sample.table.column_names:
        values = sample.table[name].combine_chunks()
        question = asked.get(name)
        missing = {"system": values.null_count} if values.null_count else {}
        if question and question.missing:
            values, reason = _declared_missing(values, question)
            columns[f"{name}{REASON}"] = reason
            missing |= {
                entry["values"]: entry["counts"]
                for entry in pc.value_counts(reason.drop_null()).to_pylist()
            }
        columns[name] = values
        described.append(
            Column(
                name=name,
                label=labels.get(name, ""),
                storage="text" if pa.types.is_string(values.type) else "number",
                value_labels={
                    str(code): label
                    for code, label in (question.labels if question else {}).items()
                },
                missing=missing,
            ),
        )
    pq.write_table(pa.table(columns), path)
    return Microdata(
        parquet=path,
        fingerprint=hashlib.sha256(path.read_bytes()).hexdigest(),
        format="parquet",
        rows=sample.table.num_rows,
        columns=tuple(described),
        warnings=(),
        isolation="limits",
    )


def _declared_missing(
    values: pa.Array,
    question: Question,
) -> tuple[pa.Array, pa.Array]:
    """Return the values without declared missing codes, and the codes as text."""
    text = pa.types.is_string(values.type)
    codes = [f"{code:04}" if text else float(code) for code in question.missing]
    hit = pc.is_in(values, value_set=pa.array(codes, type=values.type))
    whole = values if text else pc.cast(values, pa.int64())
    reason = pc.if_else(hit, pc.cast(whole, pa.string()), None)
    return pc.if_else(hit, None, values), reason
