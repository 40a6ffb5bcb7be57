"""Tables of representation rates and of what the automatic checks find."""

import django.db.models.deletion
from django.db import migrations, models

import headload.apps.common.permanent


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0001_initial"),
        ("headload_network", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "check_name",
                    models.CharField(
                        choices=[
                            ("jump-within-a-year", "jump within a year"),
                            ("factor-of-ten", "factor of ten"),
                            (
                                "larger-than-its-federation",
                                "larger than its federation",
                            ),
                            (
                                "more-than-the-survey-finds",
                                "more than the survey finds",
                            ),
                            ("rounded", "rounded"),
                            ("stale", "stale"),
                            ("bases-disagree", "bases disagree"),
                            ("all-sectors-used-for-one", "all sectors used for one"),
                            (
                                "larger-than-its-federation-on-another-basis",
                                "larger than its federation on another basis",
                            ),
                        ],
                        max_length=50,
                        verbose_name="check",
                    ),
                ),
                ("others", models.JSONField(default=list)),
                ("found_on", models.DateField(auto_now_add=True)),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="headload_network.membershipcount",
                    ),
                ),
            ],
            options={
                "ordering": ("check_name", "count"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("count", "check_name"), name="one_finding_of_a_check"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RepresentationRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "permanent",
                    models.CharField(
                        default=headload.apps.common.permanent.ulid,
                        max_length=26,
                        unique=True,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("computed", models.DateTimeField(auto_now_add=True)),
                ("sex", models.CharField(blank=True, max_length=1)),
                ("year", models.PositiveSmallIntegerField()),
                ("period", models.CharField(max_length=60)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("declared", "declared"),
                            ("fees", "fees"),
                            ("register", "register"),
                            ("estimated", "estimated"),
                            ("press", "press"),
                        ],
                        max_length=12,
                    ),
                ),
                ("estimate", models.CharField(db_index=True, max_length=255)),
                ("release", models.CharField(max_length=200)),
                ("workers", models.FloatField(null=True)),
                ("cv", models.FloatField(null=True)),
                ("counts", models.JSONField(default=list)),
                ("missing", models.JSONField(default=list)),
                ("left_out", models.JSONField(default=list)),
                ("unlisted", models.PositiveIntegerField(default=0)),
                ("members_low", models.PositiveBigIntegerField(null=True)),
                ("members_point", models.PositiveBigIntegerField(null=True)),
                ("members_high", models.PositiveBigIntegerField(null=True)),
                ("low", models.FloatField(null=True)),
                ("point", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("flags", models.JSONField(default=list)),
                ("refused", models.BooleanField()),
                (
                    "sha256",
                    models.CharField(
                        help_text="Of all that it was made of.", max_length=64
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rates_of_place",
                        to="common.concept",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rates_of_group",
                        to="common.concept",
                    ),
                ),
            ],
            options={
                "ordering": (
                    "area",
                    "sector",
                    "-year",
                    "sex",
                    "basis",
                    "estimate",
                    "-number",
                ),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "sector", "sex", "basis", "estimate", "number"),
                        name="one_version_of_a_number_of_a_rate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("point__isnull", False), ("refused", False)),
                            models.Q(
                                ("high", None),
                                ("low", None),
                                ("point", None),
                                ("refused", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_refused_rate_has_no_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low", None),
                            models.Q(
                                ("low__lte", models.F("point")),
                                ("point__lte", models.F("high")),
                            ),
                            _connector="OR",
                        ),
                        name="a_rate_lies_within_its_interval",
                    ),
                ],
            },
        ),
    ]
