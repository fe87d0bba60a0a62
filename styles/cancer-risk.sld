<?xml version="1.0" encoding="UTF-8"?>
<sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <sld:NamedLayer>
  <sld:Name>cancer-risk</sld:Name>
  <sld:UserStyle>
   <sld:Name>cancer-risk</sld:Name>
   <sld:Title>致癌风险 / Cancer risk</sld:Title>
   <sld:Abstract>项目默认,非国家标准;慢性吸入,室外浓度视同全天暴露,不含急性、事故、异味及其他途径,物质间按相加处理 / Project default, not a national standard; chronic inhalation, outdoor air taken as all-day exposure, not acute, accidents, odour or other pathways, substances added up</sld:Abstract>
   <sld:FeatureTypeStyle>
    <sld:Rule>
     <sld:RasterSymbolizer>
      <sld:ColorMap type="intervals">
       <sld:ColorMapEntry color="#bcd7ee" quantity="1e-07" label="&lt; 1e-7"/>
       <sld:ColorMapEntry color="#9ecae1" quantity="3e-07" label="1e-7 - 3e-7"/>
       <sld:ColorMapEntry color="#4292c6" quantity="1e-06" label="3e-7 - 1e-6"/>
       <sld:ColorMapEntry color="#ffec94" quantity="3e-06" label="1e-6 - 3e-6"/>
       <sld:ColorMapEntry color="#ffd92f" quantity="1e-05" label="3e-6 - 1e-5"/>
       <sld:ColorMapEntry color="#fdae61" quantity="3e-05" label="1e-5 - 3e-5"/>
       <sld:ColorMapEntry color="#f46d43" quantity="0.0001" label="3e-5 - 1e-4"/>
       <sld:ColorMapEntry color="#de2d26" quantity="0.0003" label="1e-4 - 3e-4"/>
       <sld:ColorMapEntry color="#a50f15" quantity="0.001" label="3e-4 - 1e-3"/>
       <sld:ColorMapEntry color="#67000d" quantity="1e30" label="&gt;= 1e-3"/>
      </sld:ColorMap>
     </sld:RasterSymbolizer>
    </sld:Rule>
   </sld:FeatureTypeStyle>
  </sld:UserStyle>
 </sld:NamedLayer>
</sld:StyledLayerDescriptor>
