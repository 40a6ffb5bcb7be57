"""Apache Spark as the engine: needed for data beyond one machine only.

Nothing here imports pyspark until Spark is asked for.
"""

from headload.measure.pipeline.spark.session import check, open_spark

__all__ = ["check", "open_spark"]
