"""Reads a folder of saved pages on Spark and says where every matter in them stands.

    spark-submit examples/spark_job.py examples/xiaomi-licence out
    onrecord import out/pages --ledger cars.db        # the pages, with all that was read in them
"""

import sys
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

import onrecord.spark as cluster

folder, out = sys.argv[1:3]
spark = SparkSession.builder.appName("onrecord").getOrCreate()
files = spark.read.format("binaryFile").load(Path(folder).resolve().as_uri() + "/*.{html,txt}")
pages = cluster.read(files.select("content", F.element_at(F.split("path", "/"), -1).alias("source"))).persist()
pages.write.mode("overwrite").parquet(f"{out}/pages")
matters = cluster.reconcile(pages).persist()
matters.write.mode("overwrite").parquet(f"{out}/matters")
for row in matters.orderBy("matter").select("title", "sentence", "origins_sure").collect():
    print(f"{row.title}: {row.sentence} ({row.origins_sure} origins)")
assert matters.where(F.col("matter") == "licence/xiaomi-ev/car-production-licence").first().settled
spark.stop()
