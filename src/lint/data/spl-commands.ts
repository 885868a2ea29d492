/** Commands of SPL: those of the Search Reference, of Enterprise Security and of the Machine Learning Toolkit. */
export const splCommands: ReadonlySet<string> = new Set(
  (
    'abstract accum addcoltotals addinfo addtotals analyzefields anomalies anomalousvalue anomalydetection append ' +
    'appendcols appendpipe apply arules associate audit autoregress awssnsalert bin bucket bucketdir chart cluster ' +
    'cofilter collect concurrency contingency convert correlate crawl ctable datamodel datamodelsimple dbinspect ' +
    'dbxlookup dbxoutput dbxquery dedup delete deletemodel delta diff dump entitymerge erex eval eventcount ' +
    'eventstats extract expandtimestamps fieldformat fields fieldsummary filldown fillnull findkeywords findtypes fit ' +
    'folderize foreach format from fromjson gauge gentimes geom geomfilter geostats head highlight history ' +
    'iconify inputcsv inputintelligence inputlookup iplocation join kmeans kv kvform listmodels loadjob ' +
    'localize localop lookup makecontinuous makemv makeresults map mcatalog mcollect metadata metasearch meventcollect ' +
    'mpreview msearch mstats multikv multisearch mvcombine mvexpand nomv outlier outputcsv outputintelligence ' +
    'outputlookup outputtext overlap pivot predict rangemap rare redistribute regex relevancy reltime rename ' +
    'replace require rest return reverse rex rtorder run runshellscript sample savedsearch score script scrub ' +
    'search searchtxn selfjoin sendalert sendemail set setfields sichart sirare sistats sitimechart sitop sort ' +
    'spath spl1 stats strcat streamstats summary table tags tail timechart timewrap tojson top transaction ' +
    'transpose trendline tscollect tstats typeahead typelearner typer union uniq untable walklex where x11 ' +
    'xmlkv xmlunescape xpath xsDisplayConcept xsDisplayContext xsFindBestConcept xyseries'
  ).split(' '),
)
