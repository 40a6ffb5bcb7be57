# R survey, called as its users do: one svyby a table and figure.
# Usage: Rscript survey.R SURVEY.csv FIGURES.csv TABLE...   (TABLE: urban+sex)
# Loading the file and naming the design are not counted as work.
suppressMessages(library(survey))

asked <- commandArgs(trailingOnly = TRUE)
codes <- c("sex", "region", "urban", "age_group", "work_group", "status",
           "isco1", "isic1", "stratum", "psu")
rows <- read.csv(asked[1], na.strings = "",
                 colClasses = setNames(rep("character", length(codes)), codes))
rows$persons <- 1
design <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight,
                    data = rows, nest = TRUE)

written <- function(table, figure, found) {
  cell <- do.call(paste, c(as.data.frame(found)[table], sep = "+"))
  data.frame(table = paste(table, collapse = "+"), cell = cell, figure = figure,
             value = sprintf("%.17g", coef(found)), se = sprintf("%.17g", SE(found)))
}

answer <- function(name) {
  table <- strsplit(name, "+", fixed = TRUE)[[1]]
  by <- reformulate(table)
  rbind(
    written(table, "employed", svyby(~persons, by, employed, svytotal)),
    written(table, "informal-rate", svyby(~informal, by, employed, svymean)),
    written(table, "mean-hours", svyby(~hours, by, employed, svymean)),
    written(table, "hourly-earnings",
            svyby(~earnings, by, stated, svyratio, denominator = ~hours)))
}

start <- proc.time()
employed <- subset(design, employed == 1)
stated <- subset(employed, !is.na(earnings))
figures <- do.call(rbind, lapply(asked[-(1:2)], answer))
spent <- proc.time() - start

write.csv(figures, asked[2], row.names = FALSE, quote = FALSE)
peak <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
cat(spent[["user.self"]] + spent[["sys.self"]], spent[["elapsed"]],
    as.numeric(gsub("[^0-9]", "", peak)) * 1024,
    as.character(packageVersion("survey")), getRversion() |> as.character(), "\n")
