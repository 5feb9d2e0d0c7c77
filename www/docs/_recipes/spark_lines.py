"""Apache Spark: Parquet in, Parquet out. Each row of JOBS is a job, its columns are the job's keys (id, series, settings, ...).

spark-submit spark_lines.py JOBS OUT [PARTITIONS]: OUT/answers has a line a job, OUT/rows a typed row an outage.
"""
import os
import sys

from pyspark.sql import SparkSession, functions as f

from answers import answers

PRICES = ["ceiling", "cost_tool", "brookings_app", "deloitte", "cipesa_like", "elasticity", "netloss_implied", "lens", "users"]
OUTAGE = (
    "outage string, reference string, start timestamp, start_lo timestamp, start_hi timestamp, end timestamp, "
    "end_lo timestamp, end_hi timestamp, ongoing boolean, started_before boolean, duration_secs double, "
    "duration_secs_lo double, duration_secs_hi double, equivalent_secs double, depth double, confidence double, "
    "kind string, routes_up boolean, country string, price_year int, gdp_usd double, "
    + ", ".join(f"{model}_{end}_usd double" for model in PRICES for end in ("low", "central", "high"))
)
ANSWER = f"outages array<struct<{OUTAGE}>>, notes array<string>, error struct<code string, message string>"


def answered(batches):
    """A partition: the command starts once and takes every batch."""
    import pandas

    for line in answers(job for batch in batches for job in batch["job"]):
        yield pandas.DataFrame({"answer": [line]})


def main(jobs, out, partitions=64):
    spark = SparkSession.builder.appName("outage-lens").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    spark.sparkContext.addPyFile(os.path.join(os.path.dirname(os.path.abspath(__file__)), "answers.py"))
    lines = spark.read.parquet(jobs).select(f.to_json(f.struct("*")).alias("job")).repartition(int(partitions))
    lines.mapInPandas(answered, "answer string").write.mode("overwrite").parquet(f"{out}/answers")
    told = spark.read.parquet(f"{out}/answers")
    told = told.select(f.get_json_object("answer", "$.id").alias("id"), f.from_json("answer", ANSWER).alias("told"))
    # A job without an outage has a row, too, and one that failed says why.
    rows = told.select("id", f.col("told.error.message").alias("error"), f.explode_outer("told.outages").alias("row"))
    rows.select("id", "error", "row.*").write.mode("overwrite").parquet(f"{out}/rows")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
